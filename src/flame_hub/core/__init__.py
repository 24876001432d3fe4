"""The pure part of the client: what is sent, what an answer means, what to do next. No input, no output."""
