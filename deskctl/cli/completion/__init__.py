"""Shell completion: the candidates, and the scripts that ask for them."""
