import piedpiper

client = piedpiper.Client()
