"""What documents print: frozen values, every figure already computed."""
