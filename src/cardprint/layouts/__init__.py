"""Model to Stories: layouts rendered by Jinja, parsed into Elements, with the styles that say how they look."""
