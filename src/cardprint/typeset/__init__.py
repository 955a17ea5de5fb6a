"""Stories to Faces: every line break, every size and every page break is decided here, once."""
