import type {
  App,
  BlockAction,
  BlockElementAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from "@slack/bolt";

type TakeSent = (args: SlackViewMiddlewareArgs<ViewSubmitAction>) => Promise<void>;
type TakePressed<Body extends BlockAction> = (args: SlackActionMiddlewareArgs<Body>) => Promise<void>;

const isSent = (args: SlackViewMiddlewareArgs): args is SlackViewMiddlewareArgs<ViewSubmitAction> =>
  args.body.type === "view_submission";
const isPressed = (args: SlackActionMiddlewareArgs): args is SlackActionMiddlewareArgs<BlockAction> =>
  args.body.type === "block_actions";

/** What follows a colon says on what it was pressed. */
const nameOf = ({ action_id: id }: BlockElementAction): string => id.split(":", 1)[0] ?? id;

/**
 * Who takes what is sent and pressed, by name. Bolt asks all of its listeners about each request, one after another:
 * this stands before them, and they are asked about commands and events only.
 */
export const makeDispatch = (app: App) => {
  const sent = new Map<string, TakeSent>();
  const pressed = new Map<string, TakePressed<BlockAction>>();
  app.use(async (args) => {
    if ("view" in args) {
      if (isSent(args)) await sent.get(args.view.callback_id)?.(args);
    } else if ("action" in args) {
      if (isPressed(args)) await pressed.get(nameOf(args.action))?.(args);
    } else await args.next();
  });
  return {
    /** Views with this callback id. */
    sent: (callbackId: string, take: TakeSent): void => {
      sent.set(callbackId, take);
    },
    /** Inputs or buttons whose action id begins with this name; which of the two they are is for the caller to know. */
    pressed: <Body extends BlockAction>(name: string, take: TakePressed<Body>): void => {
      pressed.set(name, take as TakePressed<BlockAction>);
    },
  };
};

export type Dispatch = ReturnType<typeof makeDispatch>;
