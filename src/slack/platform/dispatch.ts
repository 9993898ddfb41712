import type {
  App,
  BlockAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from "@slack/bolt";

type TakeSent = (args: SlackViewMiddlewareArgs<ViewSubmitAction>) => Promise<void>;
type TakePressed<Body extends BlockAction> = (args: SlackActionMiddlewareArgs<Body>) => Promise<void>;

/**
 * Who takes what is sent and pressed, by name. Bolt asks all of its listeners about each request, one after another, so
 * that it gets one for all views and one for all actions.
 */
export const makeDispatch = (app: App) => {
  const sent = new Map<string, TakeSent>();
  const pressed = new Map<string, TakePressed<BlockAction>>();
  app.view<ViewSubmitAction>({ type: "view_submission" }, async (args) => sent.get(args.view.callback_id)?.(args));
  app.action<BlockAction>({ type: "block_actions" }, async (args) => {
    // What follows a colon says on what it was pressed.
    const [name = ""] = args.action.action_id.split(":", 1);
    await pressed.get(name)?.(args);
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
