import acme

acme.Client().batches.create(file="x")
