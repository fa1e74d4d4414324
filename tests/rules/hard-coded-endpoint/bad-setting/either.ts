export const client = given || open("https://api.acme.example/v1"); // expect: AIA302
