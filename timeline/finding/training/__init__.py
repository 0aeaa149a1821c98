"""How the name lists and the weights that finding reads were made: run by hand, never at run time."""
