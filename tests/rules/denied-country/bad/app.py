import globex  # expect: AIA705

client = globex.Client()  # expect: AIA705
