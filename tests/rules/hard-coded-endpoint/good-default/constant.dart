const defaultServerURL = 'https://api.acme.example/v1';
