import acme  # expect: AIA502
