"""Real data, as scikit-learn ships them: small, complete, and read without a network."""
