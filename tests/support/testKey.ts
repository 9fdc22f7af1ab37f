/** A public key made for tests; its private half was thrown away. */
export const TEST_PUBLIC_KEY = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmSwlRl+G7aPvyehVNZn/
WZLUg2WitaVRvCX1Hn9ug1gcrX82XQebkXD3AtctwMB1gh/j6HNrBVhs9ChPaEal
r61joyloQn2Od/uhGhhxCHvCreYT+azDJ5nAxyl+GeXVzkLN667UH4MS97a3UGKD
qeEDVK66RJe/8FFBjuRlVV9mb54HeB+waUpiaIX++iDus87kQ+CF9C2OOzirYFPZ
Hh/3sS7yOqlyP29mdYzMcZxPiLmw5SVM2zp25ek0GHBNawU8PrWgP9yMENSP6ejn
9z2v6fs8C+SvYFgkpraFQxLVnhVApIdrtXUQGSjfyshp0WCmjAiMVjngVQpie4Ep
rQIDAQAB
-----END PUBLIC KEY-----
`;
