import { Client } from "@acme/sdk";

const client = new Client();

export const answer = (question: string) =>
  client.chat.create({ model: "acme-3-large-2025-11-01", input: question }); // expect: AIA101
