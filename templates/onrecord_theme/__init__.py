"""The theme: Material with our reading design, and the templates of our own pages."""
