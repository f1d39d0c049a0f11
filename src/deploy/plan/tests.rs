//! Each end of a stage, and what comes of it.

use super::*;

const PATIENCE: Patience = Patience { answer: Duration::from_secs(900), retry: Duration::from_secs(1) };

fn at(kind: OperationKind, stage: Stage) -> Progress {
    let target = TargetKind::Local;
    Progress {
        kind,
        target,
        is_undoing: false,
        stage,
        attempt: 0,
        cancelled: false,
        is_outdated: false,
        is_asked_for: false,
        stage_since: 0,
        created_at: 0,
        now: 0,
    }
}

#[test]
fn a_deploy_goes_from_the_check_to_answer() {
    let mut seen = vec![Stage::Check];
    while let Next::Stage(stage) =
        next(&at(OperationKind::Deploy, *seen.last().expect("a stage")), &PATIENCE, End::Done)
    {
        seen.push(stage);
    }
    assert_eq!(seen, [Stage::Check, Stage::Place, Stage::Start, Stage::Answer]);
    assert_eq!(first(OperationKind::Deploy, TargetKind::Local, false), Stage::Check);
    assert_eq!(first(OperationKind::Deploy, TargetKind::Local, true), Stage::Place);
    assert_eq!(first(OperationKind::Stop, TargetKind::Local, false), Stage::Stop);
}

#[test]
fn what_nobody_can_say_is_asked_for_two_minutes_and_then_goes_on() {
    let mut progress = at(OperationKind::Deploy, Stage::Check);
    let mut asked = 0;
    let end = loop {
        match next(&progress, &PATIENCE, End::Unsaid) {
            Next::Again { after, fault: false, afresh: false, waiting: None } => {
                assert!(after <= LONGEST_UNSAID);
                progress.now += after.as_millis() as Millis;
            }
            end => break end,
        }
        asked += 1;
    };
    assert_eq!((end, asked), (Next::Stage(Stage::Place), 12));
    assert!((120_000..135_000).contains(&progress.now));
}

#[test]
fn a_deploy_that_ends_at_the_check_has_nothing_to_take_back() {
    let progress = at(OperationKind::Deploy, Stage::Check);
    assert_eq!(next(&progress, &PATIENCE, End::Never(Why::KeyRefused)), Next::Unmade(Why::KeyRefused));
    let cancelled = Progress { cancelled: true, ..progress };
    assert_eq!(next(&cancelled, &PATIENCE, End::Done), Next::Unmade(Why::Cancelled));
    let update = at(OperationKind::Update, Stage::Check);
    assert_eq!(next(&update, &PATIENCE, End::Never(Why::KeyRefused)), Next::Fail(Why::KeyRefused));
}

#[test]
fn a_fault_is_tried_again_with_growing_pauses_and_then_undone() {
    let mut progress = at(OperationKind::Deploy, Stage::Start);
    let mut pauses = Vec::new();
    let end = loop {
        match next(&progress, &PATIENCE, End::Fault) {
            Next::Again { after, fault: true, .. } => pauses.push(after.as_secs()),
            end => break end,
        }
        progress.attempt += 1;
    };
    assert_eq!(pauses, [1, 2, 4, 8]);
    assert_eq!(end, Next::Undo(Stage::Remove, Why::Machine));
}

#[test]
fn what_removes_is_tried_for_ever() {
    let progress = Progress { attempt: 1_000, ..at(OperationKind::Delete, Stage::Remove) };
    for end in [End::Fault, End::Away(Waiting::Outage), End::Never(Why::NoAccess)] {
        let Next::Again { after, fault: true, .. } = next(&progress, &PATIENCE, end) else { panic!("given up") };
        assert_eq!(after, LONGEST_PAUSE);
    }
}

#[test]
fn waiting_ends_with_the_time_a_deploy_may_take() {
    let early = Progress { now: 899_000, ..at(OperationKind::Deploy, Stage::Answer) };
    let late = Progress { now: 900_000, ..early };
    let wait = End::Wait(Duration::from_secs(1));
    let again = Next::Again { after: Duration::from_secs(1), fault: false, afresh: false, waiting: None };
    assert_eq!(next(&early, &PATIENCE, wait.clone()), again);
    assert_eq!(next(&late, &PATIENCE, wait), Next::Undo(Stage::Remove, Why::NoAnswer));
}

#[test]
fn a_queue_and_an_outage_are_not_the_time_of_a_deploy() {
    let hours_later = Progress { now: 20 * 3_600_000, ..at(OperationKind::Deploy, Stage::Answer) };
    let queue = End::Held(Duration::from_secs(30), Waiting::Queue);
    assert!(matches!(next(&hours_later, &PATIENCE, queue), Next::Again { afresh: true, fault: false, .. }));
    let away = End::Away(Waiting::Outage);
    assert!(matches!(next(&hours_later, &PATIENCE, away.clone()), Next::Again { afresh: true, waiting: None, .. }));
    let often = Progress { attempt: 9, ..hours_later };
    assert!(matches!(
        next(&often, &PATIENCE, away.clone()),
        Next::Again { waiting: Some(Waiting::Outage), after: LONGEST_PAUSE, .. }
    ));
    let days_later = Progress { now: 24 * 3_600_000, ..hours_later };
    assert!(
        matches!(next(&days_later, &PATIENCE, away.clone()), Next::Again { .. }),
        "after a day in a queue one request that is lost gives nothing up"
    );
    let again_and_again = Progress { attempt: 10, ..days_later };
    assert_eq!(next(&again_and_again, &PATIENCE, away), Next::Undo(Stage::Remove, Why::Away));
}

#[test]
fn at_railway_one_deployment_comes_last_and_what_was_made_is_taken_back_with_its_place() {
    let stages = stages(OperationKind::Deploy, TargetKind::Railway);
    let at_stage = |wanted| stages.iter().position(|stage| *stage == wanted).expect("a stage of it");
    assert!(at_stage(Stage::Variables) < at_stage(Stage::Start));
    assert!(at_stage(Stage::Volume) < at_stage(Stage::Source));
    assert_eq!(stages.iter().filter(|stage| **stage == Stage::Start).count(), 1);
    let undoing =
        Progress { target: TargetKind::Railway, is_undoing: true, ..at(OperationKind::Deploy, Stage::Remove) };
    assert_eq!(next(&undoing, &PATIENCE, End::Done), Next::Stage(Stage::Clear));
    let cleared = Progress { stage: Stage::Clear, ..undoing };
    assert_eq!(next(&cleared, &PATIENCE, End::Done), Next::Finish);
}

#[test]
fn a_person_sees_four_lines_of_a_deploy_at_railway() {
    let marks = marks(OperationKind::Deploy, TargetKind::Railway, false, Stage::Volume, false);
    let expected = [
        (Stage::Place, Mark::Done),
        (Stage::Variables, Mark::Done),
        (Stage::Source, Mark::Now),
        (Stage::Answer, Mark::Open),
    ];
    assert_eq!(marks, expected);
}

#[test]
fn cancelling_undoes_a_deploy_but_not_its_undoing() {
    let progress = Progress { cancelled: true, ..at(OperationKind::Deploy, Stage::Answer) };
    assert_eq!(next(&progress, &PATIENCE, End::Done), Next::Undo(Stage::Remove, Why::Cancelled));
    let undoing = Progress { is_undoing: true, stage: Stage::Remove, ..progress };
    assert_eq!(next(&undoing, &PATIENCE, End::Done), Next::Finish);
}

#[test]
fn only_a_deploy_is_undone() {
    for kind in OperationKind::ALL.iter().filter(|kind| **kind != OperationKind::Deploy) {
        let stages = stages(*kind, TargetKind::Local);
        let never = |stage| next(&at(*kind, stage), &PATIENCE, End::Never(Why::NoAnswer));
        assert!(!matches!(never(stages[0]), Next::Undo(..)), "{kind:?}");
        if stages.contains(&Stage::Answer) {
            assert_eq!(never(Stage::Answer), Next::Fail(Why::NoAnswer));
        }
    }
}

#[test]
fn a_token_that_changed_is_handed_over_anew_from_wherever_nothing_is_on_its_way() {
    let deploy = OperationKind::Deploy;
    for (target, first) in [(TargetKind::Local, Stage::Start), (TargetKind::Railway, Stage::Variables)] {
        assert_eq!(hands_over(deploy, target), Some(first));
        let from = stages(deploy, target).iter().skip_while(|stage| **stage != first);
        for stage in from {
            let progress = Progress { target, is_outdated: true, ..at(deploy, *stage) };
            for end in [End::Done, End::Wait(Duration::ZERO), End::Never(Why::TokenRefused)] {
                assert_eq!(next(&progress, &PATIENCE, end.clone()), Next::HandOver(first), "{stage:?} {end:?}");
            }
            let is_back = next(&progress, &PATIENCE, End::Fault) == Next::HandOver(first);
            assert_eq!(is_back, *stage == Stage::Answer, "what may have begun is found first: {stage:?}");
            let cancelled = Progress { cancelled: true, ..progress };
            assert!(matches!(next(&cancelled, &PATIENCE, End::Done), Next::Undo(_, Why::Cancelled)));
            let undoing = Progress { is_undoing: true, stage: undoing(target)[0], ..progress };
            assert!(!matches!(next(&undoing, &PATIENCE, End::Done), Next::HandOver(_)));
        }
    }
    // Railway restarts a container with the variables that it was made with.
    assert_eq!(hands_over(OperationKind::Restart, TargetKind::Railway), None);
}

#[test]
fn a_void_token_is_believed_at_once_unless_another_may_be_on_its_way() {
    let refused = || End::Never(Why::TokenRefused);
    let progress = at(OperationKind::Deploy, Stage::Answer);
    let undone = Next::Undo(Stage::Remove, Why::TokenRefused);
    assert_eq!(next(&progress, &PATIENCE, refused()), undone);
    let mut progress = Progress { is_asked_for: true, ..progress };
    let mut pauses = Vec::new();
    while let Next::Again { after, fault: true, .. } = next(&progress, &PATIENCE, refused()) {
        pauses.push(after.as_secs());
        progress.attempt += 1;
    }
    assert_eq!(pauses, [1, 2, 4, 8]);
    assert_eq!(next(&progress, &PATIENCE, refused()), undone);
}
