import acme

acme.Client().completions.legacy(prompt="x")
