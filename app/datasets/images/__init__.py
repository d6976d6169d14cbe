"""What datasets of images share."""
