import piedpiper  # expect: AIA210

client = piedpiper.Client()  # expect: AIA210
