export const MODELS = [
  { label: "Large", value: "acme-3-large" },
  { label: "Large (first)", value: "acme-1-large" }, // expect: AIA201
];
