"""The card or paper that is being written, on a page of the browser: it follows every save.

Two processes. The first serves the page to this machine alone, watches the folder, and never typesets; the second (`worker`) reads, typesets
and draws, has one thread, so that strangers' layouts are confined as ever, and may fall over: the first says so and starts another.
"""
