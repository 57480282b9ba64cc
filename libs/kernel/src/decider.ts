/** An aggregate as three pure functions: what is true before anything happened, what a command leads to, what an event changes. */
export interface Decider<State, Command, Event> {
  readonly initialState: State;
  readonly decide: (command: Command, state: State) => readonly Event[];
  readonly evolve: (state: State, event: Event) => State;
}

/** The state that a history of events leads to. */
export const fold = <State, Command, Event>(
  decider: Pick<Decider<State, Command, Event>, 'initialState' | 'evolve'>,
  history: readonly NoInfer<Event>[],
): State => history.reduce(decider.evolve, decider.initialState);

/** Specification of a decider as data: `given(posting, ...history).when(command)` is the list of new events. */
export const given = <State, Command, Event>(
  decider: Decider<State, Command, Event>,
  ...history: readonly NoInfer<Event>[]
): { when: (command: Command) => readonly Event[] } => ({
  when: (command) => decider.decide(command, fold(decider, history)),
});
