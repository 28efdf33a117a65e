"""What needs somebody's attention: a function for each kind, and in `kinds` the roles that are told."""
