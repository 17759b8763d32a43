"""The exit codes of the command line; 0: all went well."""

EXIT_KNOWLEDGE = 1
EXIT_USAGE = 2
EXIT_NOT_REACHED = 3
EXIT_INTERRUPTED = 130
