import acme  # expect: AIA706

client = acme.Client()  # expect: AIA706
