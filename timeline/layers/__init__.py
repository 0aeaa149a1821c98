"""What can be asked of an edition? Layers: their fields, their files, and which features a question takes."""
