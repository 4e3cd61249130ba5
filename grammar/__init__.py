"""The grammar of a step and its word lists, a word a line. All of it is read as data."""
