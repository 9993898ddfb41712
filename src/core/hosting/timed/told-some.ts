import type { Piece } from "../../ports/lanes.ts";

/** What some of the people are told whom a timed event concerns, and where to go on, if anywhere. */
export type ToldSome = Pick<Piece, "consequences" | "deliveries" | "next" | "hostNews">;
