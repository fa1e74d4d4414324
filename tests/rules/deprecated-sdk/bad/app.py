import acme_classic  # expect: AIA212
