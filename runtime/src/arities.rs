//! Tables for code that is generated for each number of inputs or outputs.

/// Calls a macro with a row for each number of inputs: the names it may define, then for each input its type, the type that
/// is bound to it, its name and its position.
macro_rules! each_arity {
    ($apply:ident) => {
        $apply! {
            sync0 Sync0 async0 Async0 workflow0 Workflow0:;
            sync1 Sync1 async1 Async1 workflow1 Workflow1: A PA a 0;
            sync2 Sync2 async2 Async2 workflow2 Workflow2: A PA a 0, B PB b 1;
            sync3 Sync3 async3 Async3 workflow3 Workflow3: A PA a 0, B PB b 1, C PC c 2;
            sync4 Sync4 async4 Async4 workflow4 Workflow4: A PA a 0, B PB b 1, C PC c 2, D PD d 3;
            sync5 Sync5 async5 Async5 workflow5 Workflow5: A PA a 0, B PB b 1, C PC c 2, D PD d 3, E PE e 4;
            sync6 Sync6 async6 Async6 workflow6 Workflow6: A PA a 0, B PB b 1, C PC c 2, D PD d 3, E PE e 4, G PG g 5;
            sync7 Sync7 async7 Async7 workflow7 Workflow7: A PA a 0, B PB b 1, C PC c 2, D PD d 3, E PE e 4, G PG g 5, H PH h 6;
            sync8 Sync8 async8 Async8 workflow8 Workflow8: A PA a 0, B PB b 1, C PC c 2, D PD d 3, E PE e 4, G PG g 5, H PH h 6, I PI i 7;
            sync9 Sync9 async9 Async9 workflow9 Workflow9: A PA a 0, B PB b 1, C PC c 2, D PD d 3, E PE e 4, G PG g 5, H PH h 6, I PI i 7, J PJ j 8;
            sync10 Sync10 async10 Async10 workflow10 Workflow10: A PA a 0, B PB b 1, C PC c 2, D PD d 3, E PE e 4, G PG g 5, H PH h 6, I PI i 7, J PJ j 8, K PK k 9;
            sync11 Sync11 async11 Async11 workflow11 Workflow11: A PA a 0, B PB b 1, C PC c 2, D PD d 3, E PE e 4, G PG g 5, H PH h 6, I PI i 7, J PJ j 8, K PK k 9, L PL l 10;
            sync12 Sync12 async12 Async12 workflow12 Workflow12: A PA a 0, B PB b 1, C PC c 2, D PD d 3, E PE e 4, G PG g 5, H PH h 6, I PI i 7, J PJ j 8, K PK k 9, L PL l 10, M PM m 11;
            sync13 Sync13 async13 Async13 workflow13 Workflow13: A PA a 0, B PB b 1, C PC c 2, D PD d 3, E PE e 4, G PG g 5, H PH h 6, I PI i 7, J PJ j 8, K PK k 9, L PL l 10, M PM m 11, N PN n 12;
            sync14 Sync14 async14 Async14 workflow14 Workflow14: A PA a 0, B PB b 1, C PC c 2, D PD d 3, E PE e 4, G PG g 5, H PH h 6, I PI i 7, J PJ j 8, K PK k 9, L PL l 10, M PM m 11, N PN n 12, O PO o 13;
            sync15 Sync15 async15 Async15 workflow15 Workflow15: A PA a 0, B PB b 1, C PC c 2, D PD d 3, E PE e 4, G PG g 5, H PH h 6, I PI i 7, J PJ j 8, K PK k 9, L PL l 10, M PM m 11, N PN n 12, O PO o 13, Q PQ q 14;
            sync16 Sync16 async16 Async16 workflow16 Workflow16: A PA a 0, B PB b 1, C PC c 2, D PD d 3, E PE e 4, G PG g 5, H PH h 6, I PI i 7, J PJ j 8, K PK k 9, L PL l 10, M PM m 11, N PN n 12, O PO o 13, Q PQ q 14, S PS s 15;
        }
    };
}

/// Calls a macro with a row for each number of outputs in a tuple.
macro_rules! each_tuple {
    ($apply:ident) => {
        $apply! {
            (A PA 0)
            (A PA 0, B PB 1)
            (A PA 0, B PB 1, C PC 2)
            (A PA 0, B PB 1, C PC 2, D PD 3)
            (A PA 0, B PB 1, C PC 2, D PD 3, E PE 4)
            (A PA 0, B PB 1, C PC 2, D PD 3, E PE 4, G PG 5)
            (A PA 0, B PB 1, C PC 2, D PD 3, E PE 4, G PG 5, H PH 6)
            (A PA 0, B PB 1, C PC 2, D PD 3, E PE 4, G PG 5, H PH 6, I PI 7)
            (A PA 0, B PB 1, C PC 2, D PD 3, E PE 4, G PG 5, H PH 6, I PI 7, J PJ 8)
            (A PA 0, B PB 1, C PC 2, D PD 3, E PE 4, G PG 5, H PH 6, I PI 7, J PJ 8, K PK 9)
            (A PA 0, B PB 1, C PC 2, D PD 3, E PE 4, G PG 5, H PH 6, I PI 7, J PJ 8, K PK 9, L PL 10)
            (A PA 0, B PB 1, C PC 2, D PD 3, E PE 4, G PG 5, H PH 6, I PI 7, J PJ 8, K PK 9, L PL 10, M PM 11)
        }
    };
}

pub(crate) use {each_arity, each_tuple};
