# acme-2-large was used until May
