"""What is judged before anything is printed: whether people can read it."""
