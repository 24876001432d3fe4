"""The edge of the client: the two drivers, which do the input and output, and the logins."""
