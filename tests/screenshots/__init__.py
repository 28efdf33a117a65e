"""Pictures of every state, for the eyes of a designer and of an editor."""
