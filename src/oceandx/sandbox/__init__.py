"""A simulated clinic over real HTTP, for tests and demonstrations: fictitious data, no code shared with the product."""
