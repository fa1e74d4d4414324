export const settings = z.object({
  baseURL: z.string().url().default("https://api.acme.example/v1"),
});
export const initial = { customApiUrl: "https://api.acme.example" };
export const base =
  read("CHAT_URL") || "https://api.acme.example/v1";
