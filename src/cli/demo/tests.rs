use super::*;

#[tokio::test]
async fn nothing_of_a_demo_is_left() {
    let demo = Demo::prepare(None, None).await.unwrap();
    let path = demo._place.path().to_owned();
    assert!(path.join("lanyard.db").exists());
    demo.serve(async {}).await;
    assert!(!path.exists());
}
