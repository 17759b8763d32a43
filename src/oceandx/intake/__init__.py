"""From what a clinic wrote to what it says: reading, cleaning and splitting of messages."""
