"""Where facts come from: imported files, answers and collectors."""
