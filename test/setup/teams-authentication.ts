import { ConfigurationBotFrameworkAuthentication } from "botbuilder";
import type { TeamsStandIn } from "../../src/playground/teams/stand-in.ts";

/**
 * Inbound tokens are validated for real, by botbuilder, against the stand-in's published keys; outbound calls carry a
 * made-up token, since Microsoft's token server is not there.
 */
export const authenticationFor = (teams: TeamsStandIn, appId: string): ConfigurationBotFrameworkAuthentication =>
  new ConfigurationBotFrameworkAuthentication(
    {
      // botbuilder takes all of these or none: one given, the others lose their defaults.
      ToChannelFromBotLoginUrl: "https://login.microsoftonline.com/botframework.com",
      ToChannelFromBotOAuthScope: "https://api.botframework.com",
      ToBotFromChannelTokenIssuer: teams.issuer,
      ToBotFromChannelOpenIdMetadataUrl: teams.openIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: teams.openIdMetadataUrl,
      OAuthUrl: "https://api.botframework.com",
      CallerId: "urn:botframework:azure",
    },
    {
      isValidAppId: async (id) => id === appId,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({
        signRequest: async (request) => {
          request.headers.set("authorization", "Bearer made-up");
          return request;
        },
      }),
    },
  );
