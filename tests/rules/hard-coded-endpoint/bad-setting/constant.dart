const serverURL = 'https://api.acme.example/v1'; // expect: AIA302
