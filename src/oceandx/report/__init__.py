"""Reports: one finished diagnosis, three readers, two languages."""
