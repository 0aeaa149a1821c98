"""What do map and band look like where no script draws them? SVG made of the same data, in the same forms."""
