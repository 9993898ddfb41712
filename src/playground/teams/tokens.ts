import { createHmac, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";

/** Who the Bot Framework says it is (Azure Bot Service, authentication: connector to bot). */
export const ISSUER = "https://api.botframework.com";

const KEY_ID = "stand-in-1";

/** Changes to a good token, to make a bad one. Times are seconds since 1970; `tamper` alters it after signing. */
export interface TokenClaims {
  readonly aud?: string;
  readonly iss?: string;
  readonly serviceurl?: string;
  readonly exp?: number;
  readonly nbf?: number;
  readonly alg?: "RS256" | "HS256" | "none";
  readonly kid?: string;
  readonly tamper?: boolean;
}

let keys: { publicKey: KeyObject; privateKey: KeyObject } | undefined;

// One pair per process: botbuilder keeps the keys of a metadata address for a day, and the system hands a port out again.
const keyPair = (): { publicKey: KeyObject; privateKey: KeyObject } => {
  keys ??= generateKeyPairSync("rsa", { modulusLength: 2048 });
  return keys;
};

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The key set the app checks tokens with; `endorsements` are what lets a key speak for Teams. */
export const jwks = (): unknown => ({
  keys: [
    {
      ...keyPair().publicKey.export({ format: "jwk" }),
      use: "sig",
      kid: KEY_ID,
      x5t: KEY_ID,
      endorsements: ["msteams"],
    },
  ],
});

/** The OpenID metadata document that names the key set at `jwksUri`. */
export const openIdMetadata = (jwksUri: string): unknown => ({
  issuer: ISSUER,
  authorization_endpoint: "https://invalid.botframework.com",
  jwks_uri: jwksUri,
  id_token_signing_alg_values_supported: ["RS256"],
  token_endpoint_auth_methods_supported: ["private_key_jwt"],
});

/**
 * A JWT as the Bot Framework sends it with every activity, good for an hour of the real clock: botbuilder compares it
 * with that, whatever clock the stand-in is given. HS256 signs with the public key, the classic confusion.
 */
export function mint(good: { aud: string; serviceurl: string }, claims: TokenClaims = {}): string {
  const { alg = "RS256", kid = KEY_ID, tamper = false, ...changed } = claims;
  const now = Math.floor(Date.now() / 1000);
  const payload = { iss: ISSUER, nbf: now - 60, exp: now + 3600, ...good, ...changed };
  const signed = `${base64url({ alg, kid, x5t: kid, typ: "JWT" })}.${base64url(payload)}`;
  const { publicKey, privateKey } = keyPair();
  const signature = {
    RS256: () => createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url"),
    HS256: () =>
      createHmac("sha256", publicKey.export({ type: "spki", format: "pem" }))
        .update(signed)
        .digest("base64url"),
    none: () => "",
  }[alg]();
  const [header] = signed.split(".");
  return tamper ? `${header}.${base64url({ ...payload, tampered: true })}.${signature}` : `${signed}.${signature}`;
}
