"""Files of the clinic: tables in, facts out."""
