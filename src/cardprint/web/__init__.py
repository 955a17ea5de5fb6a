"""A paper as a page for a browser: the same Elements as are typeset, written as HTML. One file, no script, nothing loaded from elsewhere."""
