% Plain statements judged in Prolog: verdicts.pl FOLDER, with facts.pl there: statement/9, case/2, event/3, known/3, as_of/1.
% Prints: load SECONDS, judge SECONDS, and a line for every statement and verdict with its count.
:- initialization(main, main).

first(Case, Type, From, To, Day) :-
  aggregate_all(min(D), (event(Case, Type, D), D >= From, D =< To), Day).

verdict(Case, statement(_, Start, Attribute, Value, Step1, Days1, Step2, Days2, Block), Verdict) :-
  first(Case, Start, 0, inf, Day0),
  ( Attribute == none -> true ; known(Case, Attribute, Is) -> Is == Value ; Unknown = true ),
  ( Unknown == true -> Verdict = undetermined
  ; End1 is Day0 + Days1,
    ( first(Case, Step1, Day0, End1, Day1)
    -> ( Step2 == none -> Verdict = fired
       ; End2 is Day1 + Days2,
         ( first(Case, Step2, Day1, End2, _) -> Verdict = fired ; missed(Case, Day0, End2, Block, Verdict) ) )
    ; missed(Case, Day0, End1, Block, Verdict) ) ).

missed(Case, Day0, Due, Block, Verdict) :-
  ( Block \== none, first(Case, Block, Day0, Due, _) -> Verdict = blocked
  ; as_of(Day), Due >= Day, case(Case, open) -> Verdict = pending
  ; Verdict = stalled ).

judge_all :-
  forall(( case(Case, _),
           statement(Id, A, B, C, D, E, F, G, H),
           verdict(Case, statement(Id, A, B, C, D, E, F, G, H), Verdict) ),
         ( atomic_list_concat([Id, ' ', Verdict], Key), flag(Key, N, N + 1) )).

main([Folder]) :-
  atom_concat(Folder, '/facts.pl', Facts),
  statistics(process_cputime, Start), load_files(Facts, [silent(true)]),
  statistics(process_cputime, Loaded), judge_all,
  statistics(process_cputime, Judged),
  Load is Loaded - Start, Judge is Judged - Loaded,
  format("load ~6f~njudge ~6f~n", [Load, Judge]),
  forall(( statement(Id, _, _, _, _, _, _, _, _), member(Verdict, [fired, stalled, pending, blocked, undetermined]) ),
         ( atomic_list_concat([Id, ' ', Verdict], Key), flag(Key, N, N), ( N > 0 -> format("~w ~w~n", [Key, N]) ; true ) )).
